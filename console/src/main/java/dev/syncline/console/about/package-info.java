/// What runs here, and whether it is well.
@NullMarked
package dev.syncline.console.about;

import org.jspecify.annotations.NullMarked;
