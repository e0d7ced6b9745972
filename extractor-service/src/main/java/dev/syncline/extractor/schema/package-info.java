/// Finds out the shapes of a run's tables and whether its targets may be written.
@NullMarked
package dev.syncline.extractor.schema;

import org.jspecify.annotations.NullMarked;
