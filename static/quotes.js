// Marks all passages of the quote that the address names.
function showQuote() {
  const pk = location.hash.replace("#quote-", "");
  for (const passage of document.querySelectorAll("[data-quotes]")) {
    passage.classList.toggle("quote-shown", passage.dataset.quotes.trim().split(" ").includes(pk));
  }
}
addEventListener("hashchange", showQuote);
showQuote();
