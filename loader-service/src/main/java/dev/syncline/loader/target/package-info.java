/// Sessions of the databases that are written.
@NullMarked
package dev.syncline.loader.target;

import org.jspecify.annotations.NullMarked;
