/// PostgreSQL 15 and newer as source and as target.
@NullMarked
package dev.syncline.dialect.postgresql;

import org.jspecify.annotations.NullMarked;
