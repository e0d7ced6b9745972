/// From rows to records: cutting, sending, and waiting where a run has too much unread.
@NullMarked
package dev.syncline.extractor.chunk;

import org.jspecify.annotations.NullMarked;
