package dev.syncline.console.access;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;

/// Another way to sign in than by a password.
public interface SignInWay {

    /// Adds what it needs to what stands before all routes.
    void add(HttpSecurity http);
}
