/// The command line: what `./syncline` starts, and who runs in a directory.
@NullMarked
package dev.syncline.allinone.launcher;

import org.jspecify.annotations.NullMarked;
