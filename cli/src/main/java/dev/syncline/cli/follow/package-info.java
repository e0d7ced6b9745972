/// Watches runs until they end, whatever happens to the way there.
@NullMarked
package dev.syncline.cli.follow;

import org.jspecify.annotations.NullMarked;
