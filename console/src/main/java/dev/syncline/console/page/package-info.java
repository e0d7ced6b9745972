/// The page and its files.
@NullMarked
package dev.syncline.console.page;

import org.jspecify.annotations.NullMarked;
