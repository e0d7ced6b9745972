/// Names and shapes of tables.
@NullMarked
package dev.syncline.contracts.table;

import org.jspecify.annotations.NullMarked;
