/// The commands, each a class.
@NullMarked
package dev.syncline.cli.command;

import org.jspecify.annotations.NullMarked;
