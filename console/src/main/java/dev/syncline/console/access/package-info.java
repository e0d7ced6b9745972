/// Who calls, and what each role may do.
@NullMarked
package dev.syncline.console.access;

import org.jspecify.annotations.NullMarked;
