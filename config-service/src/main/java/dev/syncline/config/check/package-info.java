/// Checks of what requests contain, and the one way their findings are answered.
@NullMarked
package dev.syncline.config.check;

import org.jspecify.annotations.NullMarked;
