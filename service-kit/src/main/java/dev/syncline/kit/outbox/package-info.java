/// State and the messages it causes in one transaction; messages taken once.
@NullMarked
package dev.syncline.kit.outbox;

import org.jspecify.annotations.NullMarked;
