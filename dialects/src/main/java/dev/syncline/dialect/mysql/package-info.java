/// MySQL 8 as source and as target.
@NullMarked
package dev.syncline.dialect.mysql;

import org.jspecify.annotations.NullMarked;
