// Zapier's tools look for the app here. The build (bundle/) writes dist/ from src/ and ../shared.
module.exports = require('./dist/index.js').App;
