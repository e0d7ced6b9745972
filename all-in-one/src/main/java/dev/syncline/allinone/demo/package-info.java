/// The sample shop, copied while you watch.
@NullMarked
package dev.syncline.allinone.demo;

import org.jspecify.annotations.NullMarked;
