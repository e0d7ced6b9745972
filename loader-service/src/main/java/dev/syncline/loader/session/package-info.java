/// Sessions of the databases that are written.
@NullMarked
package dev.syncline.loader.session;

import org.jspecify.annotations.NullMarked;
