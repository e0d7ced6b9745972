/// The audit as it is kept, searched and exported.
@NullMarked
package dev.syncline.console.audit;

import org.jspecify.annotations.NullMarked;
