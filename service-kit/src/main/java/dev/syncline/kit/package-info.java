/// Spring wiring that all five services share.
@NullMarked
package dev.syncline.kit;

import org.jspecify.annotations.NullMarked;
