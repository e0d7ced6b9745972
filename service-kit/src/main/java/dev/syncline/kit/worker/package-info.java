/// What extractor and loader share: taking work, showing progress, answering.
@NullMarked
package dev.syncline.kit.worker;

import org.jspecify.annotations.NullMarked;
