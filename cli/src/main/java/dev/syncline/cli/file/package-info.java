/// Projects, plans and connections as files.
@NullMarked
package dev.syncline.cli.file;

import org.jspecify.annotations.NullMarked;
