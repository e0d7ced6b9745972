/// The five services in one JVM with their servers, for a laptop and for end-to-end tests.
@NullMarked
package dev.syncline.allinone;

import org.jspecify.annotations.NullMarked;
