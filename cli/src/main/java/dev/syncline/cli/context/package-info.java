/// Which installation is meant, and what opens it.
@NullMarked
package dev.syncline.cli.context;

import org.jspecify.annotations.NullMarked;
