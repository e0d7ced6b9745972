/// Mail servers, for tests.
@NullMarked
package dev.syncline.testsupport.mail;

import org.jspecify.annotations.NullMarked;
