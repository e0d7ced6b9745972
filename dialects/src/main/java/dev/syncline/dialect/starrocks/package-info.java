/// StarRocks as a target.
@NullMarked
package dev.syncline.dialect.starrocks;

import org.jspecify.annotations.NullMarked;
