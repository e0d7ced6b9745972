/// What can go wrong, as data.
@NullMarked
package dev.syncline.contracts.failure;

import org.jspecify.annotations.NullMarked;
