// Hardens the JavaScript of a worker: lockdown, and the compartment that jobs run in.
import "npm:ses@2.3.0";
