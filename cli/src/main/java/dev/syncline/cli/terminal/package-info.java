/// What the client has around it, and how it shows things.
@NullMarked
package dev.syncline.cli.terminal;

import org.jspecify.annotations.NullMarked;
