/// What only tests need: servers that they share, and the mark of the rules that a test proves.
@NullMarked
package dev.syncline.testsupport;

import org.jspecify.annotations.NullMarked;
