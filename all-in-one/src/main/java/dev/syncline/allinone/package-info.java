/// The product on one machine: an installation, and what is done with it there (started, shown, measured, compared).
@NullMarked
package dev.syncline.allinone;

import org.jspecify.annotations.NullMarked;
