/// The neutral column types in which values travel, and the text each of them travels as.
@NullMarked
package dev.syncline.contracts.type;

import org.jspecify.annotations.NullMarked;
