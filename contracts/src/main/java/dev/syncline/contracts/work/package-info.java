/// Work that the scheduler assigns to workers, and what workers answer.
@NullMarked
package dev.syncline.contracts.work;

import org.jspecify.annotations.NullMarked;
