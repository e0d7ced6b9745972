/// Compares the content of two tables, independently of the code that copies.
@NullMarked
package dev.syncline.allinone.compare;

import org.jspecify.annotations.NullMarked;
