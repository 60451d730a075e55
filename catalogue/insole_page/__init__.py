"""What the page of one insole is made from: plain rows, ready for the templates in templates/catalogue/insole/."""
