package dev.syncline.example;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;

import dev.syncline.kit.web.ApiException;
import dev.syncline.kit.web.Problem;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
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

    @GetMapping("/internal/v1/secret")
    String secret() {
        return "for services";
    }
}
