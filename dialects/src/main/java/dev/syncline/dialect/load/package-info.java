/// One load into a target: staging, fence, ledger, and how rows become the content of its table.
@NullMarked
package dev.syncline.dialect.load;

import org.jspecify.annotations.NullMarked;
