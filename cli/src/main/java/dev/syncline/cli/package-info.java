/// The command line: commands of one client, which asks nothing but the public interface.
@NullMarked
package dev.syncline.cli;

import org.jspecify.annotations.NullMarked;
