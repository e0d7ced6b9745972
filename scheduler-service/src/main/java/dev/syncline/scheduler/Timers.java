package dev.syncline.scheduler;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/// A thread for each timer of this service: a cleaner that waits for the broker must not delay plans and decisions.
///
/// With virtual threads Spring would execute all that have a fixed delay on a single thread, one behind the other.
@Configuration(proxyBeanMethods = false)
class Timers {

    /// No fewer than there are methods that are `@Scheduled`.
    static final int THREADS = 10;

    @Bean
    ThreadPoolTaskScheduler taskScheduler() {
        ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
        scheduler.setPoolSize(THREADS);
        scheduler.setThreadNamePrefix("timer-");
        scheduler.setDaemon(true);
        return scheduler;
    }
}
