/// The service that loads tables into targets, proves them and swaps them in.
@NullMarked
package dev.syncline.loader;

import org.jspecify.annotations.NullMarked;
