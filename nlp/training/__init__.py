"""How the weights of the judge are found: our own passages, editors' decisions, logistic regressions."""
