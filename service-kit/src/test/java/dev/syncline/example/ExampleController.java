package dev.syncline.example;

import java.net.URI;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;

import dev.syncline.kit.audit.ChangesNothing;
import dev.syncline.kit.web.ApiException;
import dev.syncline.kit.web.Preconditions;
import dev.syncline.kit.web.Problem;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ExampleController {

    record Order(@NotBlank String name, int pieces) {
        Order {
            if (pieces < 0) {
                throw new IllegalArgumentException("An order cannot have a negative number of pieces");
            }
        }
    }

    @GetMapping("/api/v1/thread")
    String thread() {
        return Thread.currentThread().isVirtual() ? "virtual" : "platform";
    }

    @GetMapping("/api/v1/page")
    String page(@RequestParam(defaultValue = "1") @Min(1) @Max(10) int limit) {
        return "page of " + limit;
    }

    @PostMapping("/api/v1/orders")
    Order order(@Valid @RequestBody Order order) {
        return order;
    }

    @GetMapping("/api/v1/orders/{id}")
    Order find(@PathVariable long id) {
        throw id == 0 ? new IllegalStateException("secret detail") : new ApiException(Problem.NOT_FOUND, "There is no order " + id);
    }

    @PutMapping("/api/v1/orders/{id}")
    ResponseEntity<Order> change(@PathVariable long id, @RequestHeader("If-Match") String ifMatch, @Valid @RequestBody Order order) {
        Preconditions.check("Order " + id, ifMatch, 3);
        return ResponseEntity.ok().eTag(Preconditions.etag(4)).body(order);
    }

    @PostMapping("/api/v1/orders/{id}/copy")
    ResponseEntity<Void> copy(@PathVariable long id) {
        return ResponseEntity.created(URI.create("/api/v1/orders/" + (id + 1))).build();
    }

    @DeleteMapping("/api/v1/orders/{id}")
    void remove(@PathVariable long id) {
        throw new IllegalStateException("secret detail of " + id);
    }

    @ChangesNothing
    @PostMapping("/api/v1/orders/check")
    Order check(@Valid @RequestBody Order order) {
        return order;
    }

    @PostMapping("/internal/v1/orders")
    void between() {}

    @GetMapping("/internal/v1/secret")
    String secret() {
        return "for services";
    }
}
