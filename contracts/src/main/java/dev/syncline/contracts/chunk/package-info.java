/// A batch of rows as it travels through the rows topic of a run.
@NullMarked
package dev.syncline.contracts.chunk;

import org.jspecify.annotations.NullMarked;
