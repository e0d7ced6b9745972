/// Source and target databases behind one small interface each; everything particular to a database is in its own package.
@NullMarked
package dev.syncline.dialect;

import org.jspecify.annotations.NullMarked;
