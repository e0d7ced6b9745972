/// Loads a table: staging, proof, swap, and what to do when one of them fails.
@NullMarked
package dev.syncline.loader.write;

import org.jspecify.annotations.NullMarked;
