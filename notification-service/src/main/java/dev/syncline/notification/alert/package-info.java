/// Of what people and systems are told, and in which words.
@NullMarked
package dev.syncline.notification.alert;

import org.jspecify.annotations.NullMarked;
