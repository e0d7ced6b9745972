/// Certificate authorities of their own, for tests.
@NullMarked
package dev.syncline.testsupport.tls;

import org.jspecify.annotations.NullMarked;
