/// What is read of a source, in which order and by which keys, and what becomes of values that targets cannot hold.
@NullMarked
package dev.syncline.dialect.read;

import org.jspecify.annotations.NullMarked;
