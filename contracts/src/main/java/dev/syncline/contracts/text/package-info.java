/// Text for people.
@NullMarked
package dev.syncline.contracts.text;

import org.jspecify.annotations.NullMarked;
